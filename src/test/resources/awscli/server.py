"""The AWS CLI, loaded once: each command runs in a fork, with the words, folder, environment and files of its caller.

Starting the AWS CLI takes most of a second, running a command in it a tenth. Usage: server.py SOCKET
"""

import gc
import json
import os
import select
import socket
import sys

import awscli.clidriver


def run(connection):
    message, files, _, _ = socket.recv_fds(connection, 1 << 20, 3)
    call = json.loads(message)
    for number, file in enumerate(files):
        os.dup2(file, number)
    os.chdir(call["folder"])
    own = os.environ["AWS_DATA_PATH"]  # Where the AWS CLI has its descriptions of services: it has put that there itself.
    os.environ.clear()
    os.environ.update(call["environment"], AWS_DATA_PATH=own)
    sys.argv = ["aws", *call["words"]]
    try:
        code = awscli.clidriver.main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(bytes([int(code or 0) & 255]))


def forget_ended():
    """Not by ignoring SIGCHLD: then what they took of the processor would be counted nowhere."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass  # None is left.


def main():
    awscli.clidriver.create_clidriver()  # Loads what every command needs.
    gc.freeze()  # Collecting garbage would copy what forks share.
    server = socket.socket(socket.AF_UNIX)
    server.bind(sys.argv[1])
    server.listen(64)
    print("ready", flush=True)
    while True:
        ready, _, _ = select.select([server, sys.stdin], [], [])
        forget_ended()
        if sys.stdin in ready:
            return  # Who started it has ended.
        connection, _ = server.accept()
        if os.fork() == 0:
            run(connection)
            os._exit(0)
        connection.close()


main()
