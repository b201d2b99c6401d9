using SlackAgents.Core.Runs.Tools;

namespace SlackAgents.Tests.Runs.Tools;

internal sealed class AttachmentNamesTests
{
    [TestCase("out/shot.png", "/workspace/out/shot.png")]
    [TestCase("/workspace//a/./b.txt", "/workspace/a/b.txt")]
    [TestCase("/home/agent/report.pdf", "/home/agent/report.pdf")]
    [TestCase("/workspace/../home/agent/x", "/home/agent/x")]
    [TestCase("/workspace", null)]
    [TestCase("/workspace/../etc/passwd", null)]
    [TestCase("/workspaces/x", null)]
    [TestCase("../../../..", null)]
    [TestCase("/tmp/x", null)]
    [TestCase("a\0b", null)]
    [TestCase("", null)]
    public void A_path_leads_into_the_workspace_or_the_home_directory_or_nowhere(string path, string? resolved) =>
        Assert.That(AttachmentNames.Resolve(path), Is.EqualTo(resolved));

    [TestCase("/workspace/shot.png", "png", "shot.png")]
    [TestCase("/workspace/shot.jpg", "png", "shot.jpg.png")]
    [TestCase("/workspace/report.html", "txt", "report.html")]
    [TestCase("/workspace/invoice.pdf", "txt", "invoice.pdf.txt")]
    [TestCase("/workspace/Makefile", "txt", "Makefile.txt")]
    [TestCase("/workspace/a <!channel>.txt", "txt", "a___channel_.txt")]
    [TestCase("/workspace/\u202egnp.exe", "txt", "_gnp.exe.txt")]
    public void A_name_is_harmless_and_says_what_is_in_the_file(string path, string kind, string shown) =>
        Assert.That(AttachmentNames.Show(path, [kind]), Is.EqualTo(shown));

    [TestCase(new byte[] { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0 }, "png")]
    [TestCase(new byte[] { 0xff, 0xd8, 0xff, 0xe0 }, "jpg")]
    [TestCase(new byte[] { 0x47, 0x49, 0x46, 0x38, 0x39, 0x61 }, "gif")]
    [TestCase(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2d, 0x31 }, "pdf")]
    [TestCase(new byte[] { 0x68, 0x69, 0x0a }, "txt")]
    [TestCase(new byte[] { 0x50, 0x4b, 0x03, 0x04, 0 }, null)]
    [TestCase(new byte[] { 0x7f, 0x45, 0x4c, 0x46 }, null)]
    [TestCase(new byte[] { 0xff, 0xfe, 0x41, 0x00 }, null)]
    [TestCase(new byte[] { 0x41, 0x00, 0x42 }, null)]
    public void A_kind_is_recognised_by_the_content(byte[] content, string? kind) =>
        Assert.That(ContentKinds.Recognise(content)?[0], Is.EqualTo(kind));
}
