using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Reads a JSON request as it passes and shows its values one by one to the rules of a provider. Memory stays at the
/// longest single value.
/// </summary>
internal abstract class JsonRequestGuard : IRequestGuard
{
    private const int DeepestNesting = 128;
    private const int LongestModel = 200;
    private const int LongestShown = 60;

    private readonly ArrayBufferWriter<byte> _pending = new();
    private readonly string?[] _names = new string?[DeepestNesting + 2];
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = DeepestNesting });
    private int _nextParse;
    private bool _isRootSeen;

    public string? Model { get; private set; }

    public ModelRefusal? Feed(ReadOnlySpan<byte> bytes, bool isLast)
    {
        _pending.Write(bytes);

        // A long string (an image) is read again from its start with each call; waiting until twice as much is there
        // keeps that linear.
        if (!isLast && _pending.WrittenCount < _nextParse)
        {
            return null;
        }

        try
        {
            return Parse(isLast);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second: half a surrogate pair in a name or in a value that matters.
            return Malformed("The body is not valid JSON.");
        }
    }

    /// <summary>A name as the rules spell it.</summary>
    protected virtual string Spell(string name) => name;

    /// <summary>Judges a value: the start of an object or an array, or a text, number, true, false or null.</summary>
    protected abstract ModelRefusal? Judge(ref Utf8JsonReader value, JsonPlace place);

    /// <summary>Judges an object when all of it was seen.</summary>
    protected virtual ModelRefusal? JudgeEnd(JsonPlace place) => null;

    protected void TakeModel(string? model) => Model = model is { Length: > LongestModel } ? model[..LongestModel] : model;

    /// <summary>Only the content itself stays inside; whatever else stands for it is fetched by the provider.</summary>
    protected static bool IsData(ref Utf8JsonReader text) =>
        !text.HasValueSequence && text.ValueSpan is var value && (value.StartsWith("data:"u8) || value.IsEmpty);

    protected static string Show(string text) => text.Length <= LongestShown ? text : text[..LongestShown];

    protected static ModelRefusal Malformed(string sentence) => new(StatusCodes.Status400BadRequest, sentence);

    /// <param name="what">Without a full stop.</param>
    protected static ModelRefusal Forbidden(string what) => new(StatusCodes.Status403Forbidden, what + ": the web is closed for this run.");

    /// <param name="sentence">Of something that no setting opens.</param>
    protected static ModelRefusal Refused(string sentence) => new(StatusCodes.Status403Forbidden, sentence);

    private ModelRefusal? Parse(bool isLast)
    {
        var reader = new Utf8JsonReader(_pending.WrittenSpan, isLast, _state);
        while (reader.Read())
        {
            if (See(ref reader) is { } refusal)
            {
                return refusal;
            }
        }

        _state = reader.CurrentState;
        var rest = _pending.WrittenSpan[(int)reader.BytesConsumed..].ToArray();
        _pending.ResetWrittenCount();
        _pending.Write(rest);
        _nextParse = rest.Length * 2;
        return null;
    }

    private ModelRefusal? See(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        if (!_isRootSeen)
        {
            _isRootSeen = true;
            return reader.TokenType == JsonTokenType.StartObject ? null : Malformed("The body is not a JSON object.");
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _names[depth] = Spell(reader.GetString()!);
                return null;
            case JsonTokenType.EndArray:
                return null;
            case JsonTokenType.EndObject:
                return JudgeEnd(Place(depth));
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                _names[depth + 1] = null;
                return Judge(ref reader, Place(depth));
            default:
                return Judge(ref reader, Place(depth));
        }
    }

    private JsonPlace Place(int depth) => new(_names.AsSpan(1, depth));
}
