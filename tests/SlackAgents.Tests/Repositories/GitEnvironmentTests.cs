using System.Diagnostics;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Tests.Repositories;

internal sealed class GitEnvironmentTests
{
    [Test]
    public void Only_what_is_named_is_kept_and_no_protocol_is_spoken_without_a_remote()
    {
        var start = new ProcessStartInfo("git");
        start.Environment["GIT_SSH_COMMAND"] = "evil";
        start.Environment["LD_PRELOAD"] = "evil.so";
        start.Environment["SLACK__BOTTOKEN"] = "secret";

        GitEnvironment.Apply(start, "/home/none");

        Assert.Multiple(() =>
        {
            Assert.That(start.Environment.Values, Has.None.Contains("evil").And.None.EqualTo("secret"));
            Assert.That(start.Environment["GIT_ALLOW_PROTOCOL"], Is.EqualTo("none"));
            Assert.That(start.Environment["HOME"], Is.EqualTo("/home/none"));
            Assert.That(start.Environment["GIT_CONFIG_NOSYSTEM"], Is.EqualTo("1"));
        });
    }

    [Test]
    public void A_credential_is_in_the_environment_and_prints_as_nothing()
    {
        var start = new ProcessStartInfo("git");
        var credential = new GitCredential(new Uri("https://github.com/a/b.git"), "token.with.dots");

        GitEnvironment.Apply(start, "/home/none", credential);

        Assert.That(start.Environment.Values, Has.Some.EqualTo("Authorization: Basic eC1hY2Nlc3MtdG9rZW46dG9rZW4ud2l0aC5kb3Rz"));
        Assert.That(start.Environment["GIT_ALLOW_PROTOCOL"], Is.EqualTo("https"));
        Assert.That(credential.ToString(), Does.Not.Contain("token.with"));
    }

    [Test]
    public void The_tail_of_an_endless_output_has_whole_lines()
    {
        var tail = new OutputTail(16);
        tail.Append("first line\nsecond\n"u8);
        tail.Append("third\n"u8);

        Assert.That(tail.ToString(), Is.EqualTo("second\nthird\n"));
    }
}
