using System.Diagnostics;
using System.Runtime.CompilerServices;
using NUnit.Framework.Constraints;

namespace SlackAgents.Testing.Time;

/// <summary>
/// Waits for an effect that a test cannot await: the only place where tests let time pass. The limit is generous, for
/// slow machines; a test that passes does not use it up.
/// </summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    public static Task IsTrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        IsTrueAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="IsTrueAsync(Func{bool}, string)"/>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        if (!await HoldsWithinLimitAsync(condition))
        {
            throw new AssertionException($"This did not come true within {Limit.TotalSeconds:0} s: {what}");
        }
    }

    /// <summary>Waits until <paramref name="actual"/> satisfies <paramref name="constraint"/>; fails with the constraint's own message.</summary>
    public static Task ThatAsync<T>(Func<T> actual, IResolveConstraint constraint) =>
        ThatAsync(() => Task.FromResult(actual()), constraint);

    /// <inheritdoc cref="ThatAsync{T}(Func{T}, IResolveConstraint)"/>
    public static async Task ThatAsync<T>(Func<Task<T>> actual, IResolveConstraint constraint)
    {
        var resolved = constraint.Resolve();
        await HoldsWithinLimitAsync(async () => resolved.ApplyTo(await actual()).IsSuccess);
        Assert.That(await actual(), resolved);
    }

    /// <summary>Waits until <paramref name="find"/> finds something, and returns it.</summary>
    public static async Task<T> FindAsync<T>(Func<Task<T?>> find, [CallerArgumentExpression(nameof(find))] string what = "")
        where T : class
    {
        T? found = null;
        await IsTrueAsync(async () => (found = await find()) is not null, what);
        return found!;
    }

    private static async Task<bool> HoldsWithinLimitAsync(Func<Task<bool>> condition)
    {
        var begun = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Pause);
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(begun) > Limit)
            {
                return false;
            }

            await timer.WaitForNextTickAsync();
        }

        return true;
    }
}
