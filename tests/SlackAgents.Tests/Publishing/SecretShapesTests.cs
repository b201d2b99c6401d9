using System.Diagnostics;
using SlackAgents.Core.Publishing;

namespace SlackAgents.Tests.Publishing;

internal sealed class SecretShapesTests
{
    private const string Varied = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC3";

    /// <summary>Made from parts, so that no scanner takes this file for a leak.</summary>
    private static IEnumerable<TestCaseData> Secrets()
    {
        yield return new("GitHub token", "gh" + "p_" + Varied);
        yield return new("GitHub token", "gh" + "s_12345_ey" + Varied + "." + Varied + "." + Varied);
        yield return new("GitHub fine-grained token", "github" + "_pat_" + Varied + "_" + Varied);
        yield return new("AWS access key", "AK" + "IAIOSFODNN7EXAMPLQ");
        yield return new("Slack token", "xox" + "b-123456789012-123456789012-aB3dE5gH7jK9");
        yield return new("Slack token", "xapp" + "-1-A012345678-1234567890123-abcdef0123456789");
        yield return new("private key", "-----BEGIN RSA " + "PRIVATE KEY-----");
        yield return new("Anthropic key", "sk-" + "ant-api03-" + Varied);
        yield return new("OpenAI key", "sk-" + "proj-" + Varied);
        yield return new("Google key", "AI" + "za" + Varied[..35]);
        yield return new("GitLab token", "gl" + "pat-" + Varied[..20]);
        yield return new("Slack token", "xox" + "e-1-" + Varied);
        yield return new("Slack token", "xox" + "d-" + Varied[..20] + "%2F" + Varied[20..]);
        yield return new("Slack token", "xw" + "fp-" + Varied);
        yield return new("Google access token", "ya" + "29." + Varied);
        yield return new("Google client secret", "GOC" + "SPX-" + Varied);
        yield return new("GitLab token", "gl" + "rt-" + Varied[..20]);
        yield return new("npm token", "np" + "m_" + Varied[..36]);
        yield return new("PyPI token", "py" + "pi-AgEIcHlwaS5vcmc" + Varied);
        yield return new("Docker Hub token", "dck" + "r_pat_" + Varied[..27]);
        yield return new("Hugging Face token", "h" + "f_" + Varied[..34]);
        yield return new("key of a model provider", "gs" + "k_" + Varied + Varied[..16]);
        yield return new("key of a model provider", "xa" + "i-" + Varied + Varied);
        yield return new("SendGrid key", "S" + "G." + Varied[..22] + "." + Varied + "abcdefg");
        yield return new("Vault token", "hv" + "s." + Varied);
        yield return new("Telegram bot token", "123456789:A" + "A" + Varied[..33]);
        yield return new("token of a service", "lin_" + "api_" + Varied);
        yield return new("token of a service", "shp" + "at_0123456789abcdef0123456789abcdef");
        yield return new("Stripe key", "sk_" + "live_" + Varied);
        yield return new("signed web token", "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIxMjM0NTY3ODkwIn0." + Varied);
        yield return new("password in an address", "postgres://app:" + "Tr0ub4dor&3@db.example/app");
    }

    [TestCaseSource(nameof(Secrets))]
    public void A_secret_is_found_and_taken_out(string kind, string secret)
    {
        var line = $"const key = \"{secret}\";";

        Assert.That(SecretShapes.Find(line), Has.Member(kind));
        Assert.That(SecretShapes.Redact(line), Does.Not.Contain(secret).And.Contain(SecretShapes.Replacement));
    }

    [TestCase("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"), TestCase("sk-your-key-here"), TestCase("task-abcdefghijklmnopqrstuvwxyz0123456789"), TestCase("AKIAAAAAAAAAAAAAAAAA")]
    [TestCase("https://github.com/acme/widgets.git"), TestCase("a commit 3f786850e387550fdab836ed7e6dc881de23001b"), TestCase("-----BEGIN PUBLIC KEY-----"), TestCase("http://localhost:8080@x")]
    [TestCase("sk-----------------------------------------")]
    public void What_only_resembles_one_is_left_alone(string line)
    {
        Assert.That(SecretShapes.Find(line), Is.Empty);
        Assert.That(SecretShapes.Redact(line), Is.SameAs(line).Or.EqualTo(line));
    }

    [Test]
    public void Redaction_keeps_what_is_around_and_takes_the_body_of_a_key()
    {
        var text = "before\n-----BEGIN " + "PRIVATE KEY-----\nMIIEvQ\nIBADANBg\n-----END " + "PRIVATE KEY-----\n{after}";

        Assert.That(SecretShapes.Redact(text), Does.StartWith("before\n").And.EndsWith("{after}").And.Not.Contain("MIIEvQ"));
        Assert.That(SecretShapes.Redact("see postgres://app:" + "Tr0ub4dor&3@db/app now"), Is.EqualTo("see postgres://app:[secret]@db/app now"));
    }

    [TestCase("sk-"), TestCase("eyJ"), TestCase("a://"), TestCase("-----BEGIN "), TestCase("ghs_a."), TestCase("xoxb-")]
    public void Hostile_lines_are_read_in_linear_time(string part)
    {
        var line = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length)) + " PRIVATE KEY://";
        var watch = Stopwatch.StartNew();

        SecretShapes.Find(line);

        // Quadratic would be hours; the limit is generous for a busy machine.
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
    }
}
