using System.Text;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Tests.Gateway.Providers;

/// <summary>Shows a body to a guard in two pieces, split at every byte or at some; the verdict must be the same.</summary>
internal static class GuardProbe
{
    public static ModelRefusal? Judge(Func<IRequestGuard> create, string body) => Judge(create, Encoding.UTF8.GetBytes(body), step: 1).Refusal;

    public static (ModelRefusal? Refusal, string? Model) Judge(Func<IRequestGuard> create, byte[] body, int step)
    {
        var whole = create();
        var verdict = whole.Feed(body, isLast: true);
        for (var at = 0; at <= body.Length; at += step)
        {
            var guard = create();
            var refusal = guard.Feed(body.AsSpan(0, at), isLast: false) ?? guard.Feed(body.AsSpan(at), isLast: false) ?? guard.Feed([], isLast: true);
            Assert.That((refusal?.Status, refusal?.Message), Is.EqualTo((verdict?.Status, verdict?.Message)), $"split at {at}");
        }

        return (verdict, whole.Model);
    }
}
