variable "caller_arn" {
  description = "ARN of the role that runs atrest and may assume this one"
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$", var.caller_arn))
    error_message = "caller_arn must be the ARN of an IAM role."
  }
}

variable "external_id" {
  description = "What atrest gets as --external-id"
  type        = string
  sensitive   = true

  validation {
    condition     = length(var.external_id) >= 2 && length(var.external_id) <= 1224
    error_message = "external_id must have 2 to 1224 characters."
  }
}

variable "role_name" {
  description = "What atrest gets as --role; the same in every account"
  type        = string
  default     = "atrest-audit"
}

variable "max_session_duration" {
  description = "Longest session in seconds that atrest may ask for"
  type        = number
  default     = 3600
}

variable "permissions_boundary" {
  description = "ARN of the permissions boundary that the organisation demands of roles, if it does"
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of the role"
  type        = map(string)
  default     = {}
}
