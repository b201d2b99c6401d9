using System.Text.Json;
using SlackAgents.Host.Composition;
using SlackAgents.Host.Configuration;

namespace SlackAgents.Tests.Conventions;

/// <summary>The table of settings in the README, the shipped file and the option classes say the same.</summary>
internal sealed class ConfigurationTableTests
{
    private static readonly IReadOnlyList<Type> Options = FindOptions();

    [Test]
    public void Every_setting_has_a_row_in_the_readme()
    {
        Assert.That(Missing(SourceTree.ReadText("README.md")), Is.Empty);
    }

    [Test]
    public void Every_shipped_setting_is_one_that_somebody_reads()
    {
        using var shipped = JsonDocument.Parse(SourceTree.ReadText("appsettings.json"));

        Assert.That(Unknown(shipped.RootElement), Is.Empty);
    }

    [Test]
    public void The_guards_see_a_missing_row_and_a_setting_that_nobody_reads() => Assert.Multiple(() =>
    {
        Assert.That(Missing("| `Web:ListenUrl` | x | y |"), Has.Member("Web:PublicUrl").And.No.Member("Web:ListenUrl"));
        Assert.That(Unknown(JsonDocument.Parse("""{"Runs":{"MaxConcurent":8}}""").RootElement), Is.EqualTo(new[] { "Runs:MaxConcurent" }));
    });

    private static IEnumerable<string> Missing(string readme) => Keys().Where(key =>
        !readme.Contains($"| `{key}`", StringComparison.Ordinal)
        && !readme.Contains($"| `{key}:", StringComparison.Ordinal)
        && !readme.Contains($"| `{key[..Math.Max(0, key.IndexOf(':', StringComparison.Ordinal))]}` ", StringComparison.Ordinal));

    private static IEnumerable<string> Unknown(JsonElement shipped)
    {
        var known = Keys().ToHashSet(StringComparer.Ordinal);
        return Leaves(shipped, string.Empty).Where(leaf => !known.Any(key => leaf == key || leaf.StartsWith(key + ":", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Leaves(JsonElement element, string path) => element.ValueKind is JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(property => Leaves(property.Value, path.Length == 0 ? property.Name : $"{path}:{property.Name}"))
        : [path];

    private static IEnumerable<string> Keys() =>
        from type in Options
        let section = ConfigurationGate.SectionOf(type)
        from property in type.GetProperties()
        where property.CanWrite || typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType)
        let key = section.Length == 0 ? property.Name : $"{section}:{property.Name}"
        where key != "Storage:DataDirectory"
        select key;

    private static IReadOnlyList<Type> FindOptions()
    {
        var builder = ProductHost.CreateBuilder(new HostStart());
        ProductHost.AddProduct(builder.Services, builder.Configuration);
        return ConfigurationGate.OptionTypes(builder.Services);
    }
}
