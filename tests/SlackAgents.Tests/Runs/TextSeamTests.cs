using SlackAgents.Core.Publishing;
using SlackAgents.Core.Runs.Steps;

namespace SlackAgents.Tests.Runs;

/// <summary>Texts that come in pieces: nothing of a secret is stored, wherever the pieces cut it, and nothing of the rest is lost.</summary>
internal sealed class TextSeamTests
{
    private const string Varied = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC3";
    private const string Key = "-----BEGIN " + "PRIVATE KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n-----END " + "PRIVATE KEY-----";

    private static readonly string[] Secrets =
    [
        "gh" + "p_" + Varied,
        "sk-" + "ant-api03-" + Varied,
        "postgres://app:" + "Tr0ub4dor&3@db.example/app",
        "Authorization: Bearer " + Varied,
        "password = " + "hunter2x9",
        "--token " + Varied,
        Key,
    ];

    [TestCaseSource(nameof(Secrets))]
    public void Wherever_a_secret_is_cut_it_is_seen_whole(string secret)
    {
        var text = $"I found it: {secret} \nand go on.";
        var part = secret.Contains('\n', StringComparison.Ordinal) ? "MIIEvQ" : secret.Contains("@db", StringComparison.Ordinal) ? "Tr0ub" : secret[^7..];
        for (var one = 1; one < text.Length - 1; one++)
        {
            for (var two = one; two < text.Length; two += 7)
            {
                var stored = Stored(text[..one], text[one..two], text[two..]);

                Assert.That(stored, Does.Not.Contain(part), $"cut at {one} and {two}");
                Assert.That(stored, Does.Contain(SecretShapes.Replacement).And.StartsWith("I found it").And.EndsWith("go on."));
            }
        }
    }

    [TestCaseSource(nameof(Secrets))]
    public void Character_by_character_as_well(string secret)
    {
        var text = $"I found it: {secret} \nand go on.";

        var stored = Stored([.. text.Select(character => character.ToString())]);

        Assert.That(stored, Is.EqualTo(SecretShapes.Redact(text)));
    }

    [Test]
    public void A_text_without_secrets_comes_out_as_it_went_in_word_by_word()
    {
        const string Text = "First a sen-tence, then\n\n\ta list:\n- one  two\n- three 🙂 end";
        var seam = new TextSeam();

        var pieces = Text.Chunk(3).Select(chunk => seam.Add(new string(chunk))).ToList();

        Assert.That(string.Concat(pieces) + seam.End(), Is.EqualTo(Text));
        Assert.That(pieces.Count(piece => piece.Length > 0), Is.GreaterThan(8), "it is told while it comes");
        Assert.That(seam.Held, Is.Zero);
    }

    [Test]
    public void What_is_held_back_is_bounded_and_nothing_of_it_is_stored_then()
    {
        var seam = new TextSeam();
        var stored = string.Concat(Enumerable.Range(0, 40).Select(_ => seam.Add(new string('a', 1000)))) + seam.End();

        Assert.That(stored, Does.Contain(TextSeam.LeftOut));
        Assert.That(stored, Has.Length.LessThan(TextSeam.MaxHeld + 100));
    }

    [Test]
    public void The_raw_line_says_what_the_event_says()
    {
        const string Line = """{"params":{"n":1.50,"update":{"content":{"type":"text","text":"gh\u0070"}}}}""";

        Assert.That(RawLine.Replace(Line, "ghp", "I am "), Is.EqualTo("""{"params":{"n":1.50,"update":{"content":{"type":"text","text":"I am "}}}}"""));
        Assert.That(RawLine.Replace(Line, "ghp", "ghp"), Is.EqualTo(Line));
        Assert.That(RawLine.Replace(Line, "gh", ""), Is.Null, "not found: nothing is kept");
        Assert.That(RawLine.Replace(Line[..20], "ghp", ""), Is.Null, "cut");
    }

    private static string Stored(params string[] pieces)
    {
        var seam = new TextSeam();
        return string.Concat(pieces.Select(piece => SecretShapes.Redact(seam.Add(piece)))) + SecretShapes.Redact(seam.End());
    }
}
