using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Sandboxes;

namespace SlackAgents.Tests.Docker.Sandboxes;

internal sealed class SandboxContainerFactoryTests
{
    private static readonly RunId Run = RunId.Parse("0123456789");

    private SandboxOptions _options = new();

    [SetUp]
    public void StartOver() => _options = new SandboxOptions();

    [Test]
    public void The_create_body_is_hardened()
    {
        var host = Body().GetProperty("HostConfig");

        Assert.Multiple(() =>
        {
            Assert.That(host.GetProperty("NetworkMode").GetString(), Is.EqualTo("none"));
            Assert.That(host.GetProperty("CapDrop").EnumerateArray().Single().GetString(), Is.EqualTo("ALL"));
            Assert.That(host.GetProperty("SecurityOpt")[0].GetString(), Is.EqualTo("no-new-privileges"));
            Assert.That(host.GetProperty("SecurityOpt")[1].GetString(), Does.StartWith("seccomp={").And.Not.Contain("\n"));
            Assert.That(host.GetProperty("Privileged").GetBoolean(), Is.False);
            Assert.That(host.GetProperty("Init").GetBoolean(), Is.True);
            Assert.That(host.GetProperty("IpcMode").GetString(), Is.EqualTo("private"));
            Assert.That(host.GetProperty("LogConfig").GetProperty("Type").GetString(), Is.EqualTo("json-file"));
        });
    }

    [Test]
    public void Limits_come_from_the_options_and_swap_is_never_added()
    {
        _options.MemoryMb = 300;
        _options.Pids = 77;
        _options.Cpus = 1.5;
        _options.TmpMb = 33;

        var host = Body().GetProperty("HostConfig");

        Assert.Multiple(() =>
        {
            Assert.That(host.GetProperty("Memory").GetInt64(), Is.EqualTo(300L * 1024 * 1024));
            Assert.That(host.GetProperty("MemorySwap").GetInt64(), Is.EqualTo(300L * 1024 * 1024));
            Assert.That(host.GetProperty("PidsLimit").GetInt64(), Is.EqualTo(77));
            Assert.That(host.GetProperty("NanoCpus").GetInt64(), Is.EqualTo(1_500_000_000));
            Assert.That(host.GetProperty("Tmpfs").GetProperty("/tmp").GetString(), Does.Contain("size=33m"));
        });
    }

    [Test]
    public void Nothing_of_the_host_is_inside_but_the_runs_directory_read_only()
    {
        var host = Body().GetProperty("HostConfig");
        var mount = host.GetProperty("Mounts").EnumerateArray().Single();

        Assert.That(host.TryGetProperty("Binds", out _), Is.False);
        Assert.That(mount.GetRawText(), Is.EqualTo("""{"Type":"bind","Source":"/data/runs/0123456789","Target":"/run/slackagents","ReadOnly":true}"""));
    }

    [Test]
    public void Name_labels_user_and_environment_are_the_runs_own()
    {
        var parameters = SandboxContainerFactory.Create(Spec(), _options, new InstanceId("here"));

        Assert.Multiple(() =>
        {
            Assert.That(parameters.Name, Is.EqualTo("slackagents-0123456789"));
            Assert.That(parameters.Labels!["slackagents.run"], Is.EqualTo("0123456789"));
            Assert.That(parameters.Labels["slackagents.instance"], Is.EqualTo("here"));
            Assert.That(parameters.Labels["slackagents.version"], Is.Not.Empty);
            Assert.That(parameters.User, Is.EqualTo("1000:1000"));
            Assert.That(parameters.Env, Is.EqualTo(new[] { "A=1", "B=2" }));
            Assert.That((parameters.OpenStdin, parameters.StdinOnce, parameters.Tty), Is.EqualTo((true, false, false)));
        });
    }

    [TestCase(null, false)]
    [TestCase(" ", false)]
    [TestCase("runsc", true)]
    public void The_runtime_is_only_named_when_configured(string? runtime, bool named)
    {
        _options.Runtime = runtime;

        Assert.That(Body().GetProperty("HostConfig").TryGetProperty("Runtime", out _), Is.EqualTo(named));
    }

    [TestCase("ptrace")]
    [TestCase("process_vm_readv")]
    [TestCase("bpf")]
    [TestCase("perf_event_open")]
    [TestCase("keyctl")]
    [TestCase("add_key")]
    [TestCase("userfaultfd")]
    [TestCase("mount")]
    [TestCase("unshare")]
    [TestCase("setns")]
    [TestCase("pivot_root")]
    [TestCase("kexec_load")]
    [TestCase("init_module")]
    [TestCase("open_by_handle_at")]
    [TestCase("socketcall")]
    [TestCase("io_uring_setup")]
    public void A_dangerous_system_call_is_not_allowed(string name)
    {
        using var profile = JsonDocument.Parse(SeccompProfile.Text);

        var allowed = profile.RootElement.GetProperty("syscalls").EnumerateArray()
            .Where(rule => rule.GetProperty("action").GetString() == "SCMP_ACT_ALLOW")
            .SelectMany(rule => rule.GetProperty("names").EnumerateArray().Select(entry => entry.GetString()));

        Assert.That(profile.RootElement.GetProperty("defaultAction").GetString(), Is.EqualTo("SCMP_ACT_ERRNO"));
        Assert.That(allowed, Has.No.Member(name));
    }

    [Test]
    public void Only_the_machines_own_system_call_table_is_open()
    {
        using var profile = JsonDocument.Parse(SeccompProfile.Text);

        // The 32-bit table has socketcall, whose arguments are in memory where no filter sees the address family.
        Assert.That(
            profile.RootElement.GetProperty("archMap").EnumerateArray().Select(map => map.GetProperty("subArchitectures").GetArrayLength()),
            Is.All.Zero);
    }

    private static SandboxSpec Spec() => new(Run, "/data/runs/0123456789", new Dictionary<string, string>(StringComparer.Ordinal) { ["B"] = "2", ["A"] = "1" });

    private JsonElement Body()
    {
        var parameters = SandboxContainerFactory.Create(Spec(), _options, new InstanceId("here"));
        return JsonSerializer.SerializeToElement(parameters, DockerConnection.Json);
    }
}
