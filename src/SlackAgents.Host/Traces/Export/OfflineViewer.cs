using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace SlackAgents.Host.Traces.Export;

/// <summary>The viewer as one script and one style sheet, embedded by the build, for a page that carries everything inside.</summary>
internal sealed class OfflineViewer
{
    public OfflineViewer()
    {
        Script = Read("viewer.js");
        Style = Read("viewer.css");

        // What would end the element, or keep it from ending (html.spec.whatwg.org, restrictions for contents of script elements).
        if (Script.Contains("</script", StringComparison.OrdinalIgnoreCase) || Script.Contains("<!--", StringComparison.Ordinal) || Style.Contains("</style", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException("The offline viewer does not fit into a page: it was built without insideHtml.ts.");
        }

        Policy = $"default-src 'none'; script-src '{HashOf(Script)}'; style-src '{HashOf(Style)}'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'";
    }

    public string Script { get; }

    public string Style { get; }

    /// <summary>Content security policy of the page: this script, this style sheet, and nothing else from anywhere.</summary>
    public string Policy { get; }

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("viewer/offline/" + name) ?? throw new InvalidOperationException($"The offline viewer was built without {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);

        // A browser reads every line break as \n and hashes what it read.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
