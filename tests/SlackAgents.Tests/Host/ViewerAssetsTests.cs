using System.IO.Compression;
using SlackAgents.Host.Traces;

namespace SlackAgents.Tests.Host;

internal sealed class ViewerAssetsTests
{
    [TestCaseSource(nameof(Names))]
    public void What_is_sent_compressed_is_what_is_sent_plain(string name)
    {
        var asset = new ViewerAssets().Find(name)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Inflate(new BrotliStream(new MemoryStream(asset.Brotli!), CompressionMode.Decompress)), Is.EqualTo(asset.Plain));
            Assert.That(Inflate(new GZipStream(new MemoryStream(asset.GZip!), CompressionMode.Decompress)), Is.EqualTo(asset.Plain));
        }
    }

    private static IEnumerable<string> Names() => typeof(ViewerAssets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("viewer/site/assets/", StringComparison.Ordinal) && Path.GetExtension(name) is ".js" or ".css")
        .Select(name => name["viewer/site/assets/".Length..]);

    private static byte[] Inflate(Stream compressed)
    {
        using (compressed)
        {
            var plain = new MemoryStream();
            compressed.CopyTo(plain);
            return plain.ToArray();
        }
    }
}
