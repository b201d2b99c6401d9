using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Docker;

[CancelAfter(60_000)]
internal sealed class SandboxIsolationTests : SandboxTests
{
    [Test]
    public async Task The_only_interface_is_loopback_and_there_is_no_route_out()
    {
        var turn = await RunScriptAsync("ls /sys/class/net; tail -n +2 /proc/net/route | wc -l; exec 3<>/dev/tcp/192.0.2.1/80 && echo REACHED || echo blocked");

        Assert.That(turn.Harness, Is.EqualTo(new[] { "lo", "0", "blocked" }));
    }

    [TestCase("AF_VSOCK", "socket.socket(40, 1, 0)")]
    [TestCase("AF_ALG", "socket.socket(38, 5, 0)")]
    [TestCase("AF_PACKET", "socket.socket(17, 3, 0)")]
    [TestCase("raw IP", "socket.socket(2, 3, 1)")]
    [TestCase("netlink audit", "socket.socket(16, 3, 9)")]
    public async Task A_socket_that_goes_round_the_door_is_refused(string name, string expression)
    {
        var turn = await PythonAsync($"import socket\ntry:\n  {expression}; print('OPENED')\nexcept OSError as e: print('refused')");

        Assert.That(turn.Harness, Is.EqualTo(new[] { "refused" }), name);
    }

    [TestCase("io_uring_setup", "425, 8, buffer", "ENOSYS")]
    [TestCase("ptrace", "101, 16, 1, 0, 0", "EPERM")]
    [TestCase("process_vm_readv", "310, 1, 0, 0, 0, 0, 0", "EPERM")]
    [TestCase("bpf", "321, 0, buffer, 72", "EPERM")]
    [TestCase("perf_event_open", "298, buffer, 0, -1, -1, 0", "EPERM")]
    [TestCase("keyctl", "250, 0, -3, 0", "EPERM")]
    [TestCase("userfaultfd", "323, 1", "EPERM")]
    [TestCase("mount", "165, b'none', b'/tmp', b'tmpfs', 0, 0", "EPERM")]
    [TestCase("unshare", "272, 0x10000000", "EPERM")]
    [TestCase("clone with a new user namespace", "56, 0x10000000 | 17, 0, 0, 0, 0", "EPERM")]
    [TestCase("clone3", "435, buffer, 88", "ENOSYS")]
    [TestCase("setns", "308, 0, 0", "EPERM")]
    [TestCase("kexec_load", "246, 0, 0, 0, 0", "EPERM")]
    [TestCase("open_by_handle_at", "304, -100, buffer, 0", "EPERM")]
    public async Task A_system_call_of_an_escape_is_refused(string name, string arguments, string expected)
    {
        if (System.Runtime.InteropServices.RuntimeInformation.OSArchitecture != System.Runtime.InteropServices.Architecture.X64)
        {
            Assert.Fail("The numbers above are those of x86-64; add this machine's.");
        }

        var turn = await PythonAsync(
            $"import ctypes, errno\nlibc = ctypes.CDLL(None, use_errno=True)\nbuffer = ctypes.create_string_buffer(256)\n" +
            $"print('DONE' if libc.syscall({arguments}) >= 0 else errno.errorcode[ctypes.get_errno()])");

        Assert.That(turn.Harness, Is.EqualTo(new[] { expected }), name);
    }

    [Test]
    public async Task The_agent_is_not_root_and_has_no_way_to_become_it()
    {
        var turn = await RunScriptAsync(
            "id -u; id -g; grep -E 'Cap(Eff|Prm|Bnd|Amb)|NoNewPrivs|^Seccomp:' /proc/self/status | tr -d '\\t '; find / -xdev -type f -perm /6000 2>/dev/null | wc -l");

        Assert.That(turn.Harness, Is.EqualTo(new[]
        {
            "1000", "1000", "CapPrm:0000000000000000", "CapEff:0000000000000000", "CapBnd:0000000000000000", "CapAmb:0000000000000000",
            "NoNewPrivs:1", "Seccomp:2", "0",
        }));
    }

    [Test]
    public async Task The_environment_holds_what_the_run_was_given_and_nothing_of_the_host()
    {
        ListenOnGatewaySocket();
        new TurnFolder { Argv = ["env"], Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["FROM_TURN"] = "a b\nc" } }.Write(RunDirectory);
        var sandbox = await Engine.CreateAsync(Spec(new Dictionary<string, string>(StringComparer.Ordinal) { ["FROM_SPEC"] = "x" }), Limit);
        await Engine.StartAsync(sandbox, Limit);

        var names = (await FinishAsync(sandbox)).Harness.Where(line => line.Contains('=')).Select(line => line.Split('=')[0]).Order(StringComparer.Ordinal).ToArray();

        Assert.That(names, Is.EqualTo(new[]
        {
            "FROM_SPEC", "FROM_TURN", "GIT_TERMINAL_PROMPT", "HOME", "HOSTNAME", "HTTPS_PROXY", "HTTP_PROXY", "LANG", "NODE_EXTRA_CA_CERTS",
            "NO_PROXY", "OLDPWD", "PATH", "PWD", "SHLVL", "SSL_CERT_FILE", "http_proxy", "https_proxy", "no_proxy",
        }.Order(StringComparer.Ordinal)));
    }

    [Test]
    public async Task The_runs_directory_cannot_be_written_and_the_engine_is_not_there()
    {
        var turn = await RunScriptAsync("touch /run/slackagents/x 2>&1 | grep -o 'Read-only'; echo x > /opt/slackagents/turn || echo refused; ls /var/run/docker.sock /run/docker.sock 2>/dev/null | wc -l");

        Assert.That(turn.Harness, Is.EqualTo(new[] { "Read-only", "refused", "0" }));
    }

    [Test]
    public async Task The_tools_of_an_agent_run_in_it()
    {
        var turn = await RunScriptAsync(
            "claude --version; node -p 'parseInt(process.versions.node) >= 22'; npm --version | cut -d. -f1; git --version | cut -d' ' -f1-2; python3 -c 'print(1+1)'; rg --version | head -1 | cut -d' ' -f1; jq -n 3");

        Assert.That(turn.Harness, Is.EqualTo(new[] { "2.1.328 (Claude Code)", "true", "10", "git version", "2", "ripgrep", "3" }));
    }

    [Test]
    public async Task The_engine_is_found_fit_for_sandboxes()
    {
        Assert.That(await Engine.CheckAsync(Limit), Is.Empty);
    }

    [Test]
    public async Task A_missing_image_and_a_missing_runtime_are_named_before_any_run()
    {
        UseOptions(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sandbox:Image"] = "slackagents/none:missing", ["Sandbox:Runtime"] = "nosuch" });

        var problems = await Engine.CheckAsync(Limit);

        Assert.That(problems, Has.Count.EqualTo(2));
        Assert.That(problems[0], Does.Contain("no runtime 'nosuch'"));
        Assert.That(problems[1], Does.Contain("'slackagents/none:missing' is not on the engine. Build it with scripts/sandbox-image"));
        Assert.That(
            async () => await Engine.CreateAsync(Spec(), Limit),
            Throws.InstanceOf<SandboxException>().With.Property("Failure").EqualTo(SandboxFailure.ImageMissing).Or.Property("Failure").EqualTo(SandboxFailure.Refused));
    }

    private Task<TurnResult> PythonAsync(string program) => FinishedAsync(new TurnFolder { Argv = ["python3", "-c", program] });

    private async Task<TurnResult> FinishedAsync(TurnFolder turn) => await FinishAsync(await StartAsync(turn));
}
