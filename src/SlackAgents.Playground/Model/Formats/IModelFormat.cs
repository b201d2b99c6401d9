using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>How one vendor's API asks and answers.</summary>
internal interface IModelFormat
{
    /// <summary>Said in the record of a request.</summary>
    string Name { get; }

    /// <summary>The key that came along, from where this vendor looks for it; empty when there is none.</summary>
    string Key(HttpRequest request);

    /// <summary>What the vendor would refuse the request for, in its words; null when it is fine.</summary>
    string? Problem(ModelCall call);

    Conversation Read(ModelCall call);

    string Model(ModelCall call);

    bool WantsStream(ModelCall call);

    /// <summary>The media type of a streamed answer.</summary>
    string StreamType(ModelCall call);

    JsonObject Whole(ModelCall call, ModelAnswer answer);

    IEnumerable<StreamFrame> Stream(ModelCall call, ModelAnswer answer);

    /// <summary>Headers of every answer.</summary>
    void PutHeaders(IHeaderDictionary headers, ModelFailure? failure);

    JsonObject Failure(ModelFailure failure);

    /// <summary>The list of models, or the one that was asked for.</summary>
    JsonObject Models(string? id);

    /// <summary>The answer of the token counter.</summary>
    JsonObject Count(int tokens);
}
