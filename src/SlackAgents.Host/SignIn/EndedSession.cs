using System.Text.Json.Serialization;

namespace SlackAgents.Host.SignIn;

/// <summary>Somebody signed out: the cookie is no longer good, wherever a copy of it lies.</summary>
internal sealed record EndedSession(DateTimeOffset At);

[JsonSerializable(typeof(EndedSession))]
internal sealed partial class SignInJson : JsonSerializerContext;
