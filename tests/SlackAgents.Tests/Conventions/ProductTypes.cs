using System.Reflection;
using System.Runtime.CompilerServices;

namespace SlackAgents.Tests.Conventions;

/// <summary>The types of every product assembly, without what the compiler made.</summary>
internal static class ProductTypes
{
    public static IReadOnlyList<Type> All { get; } =
    [
        .. new[] { "Core", "Slack", "GitHub", "Docker", "Storage", "Gateway", "Playground", "Host" }
            .SelectMany(name => Assembly.Load("SlackAgents." + name).GetTypes())
            .Where(type => type.Namespace?.StartsWith("SlackAgents", StringComparison.Ordinal) is true && !IsGenerated(type)),
    ];

    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null
        || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null);

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal)
        || type.IsDefined(typeof(CompilerGeneratedAttribute))
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute))
        || (type.DeclaringType is { } outer && IsGenerated(outer));
}
