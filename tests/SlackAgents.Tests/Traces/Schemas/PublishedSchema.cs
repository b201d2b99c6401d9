using System.Collections.Concurrent;
using NJsonSchema;
using NJsonSchema.Validation;
using SlackAgents.Tests.Conventions;

namespace SlackAgents.Tests.Traces.Schemas;

/// <summary>A schema of <c>docs/schemas</c>, as those who use the exports would read it.</summary>
internal sealed class PublishedSchema
{
    private static readonly ConcurrentDictionary<string, Task<PublishedSchema>> Known = new(StringComparer.Ordinal);

    private readonly JsonSchema _schema;

    private PublishedSchema(JsonSchema schema) => _schema = schema;

    /// <summary>Names and schemas of the shapes that it defines.</summary>
    public IDictionary<string, JsonSchema> Definitions => _schema.Definitions;

    public static Task<PublishedSchema> LoadAsync(string name, CancellationToken cancellationToken) =>
        Known.GetOrAdd(name, ReadAsync).WaitAsync(cancellationToken);

    /// <summary>What is wrong with a document, one sentence each; nothing when it is as the schema says.</summary>
    public IReadOnlyList<string> Errors(string json) => [.. _schema.Validate(json).SelectMany(Describe)];

    private static async Task<PublishedSchema> ReadAsync(string name) =>
        new(await JsonSchema.FromJsonAsync(SourceTree.ReadText($"docs/schemas/{name}.schema.json")));

    private static IEnumerable<string> Describe(ValidationError error) => error is ChildSchemaValidationError children
        ? [$"{error.Path}: {error.Kind}", .. children.Errors.SelectMany(child => child.Value).SelectMany(Describe).Take(5)]
        : [$"{error.Path}: {error.Kind}"];
}
