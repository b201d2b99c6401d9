using System.Reflection;

namespace SlackAgents.Testing.Fakes;

/// <summary>
/// Stands between one process of the product and a wall that outlives it. After the process was killed, nothing it does
/// reaches the wall any more: its calls wait until the kill is complete, and fail then.
/// </summary>
#pragma warning disable MA0053 // The proxy that DispatchProxy makes derives from it.
internal class Lifeline<T> : DispatchProxy
    where T : class
{
    private T? _wall;
    private ProcessLife? _life;

    public static T To(T wall, ProcessLife life)
    {
        var proxy = Create<T, Lifeline<T>>();
        var line = (Lifeline<T>)(object)proxy;
        line._wall = wall;
        line._life = life;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_life!.IsAlive || !typeof(Task).IsAssignableFrom(targetMethod!.ReturnType))
        {
            return targetMethod!.Invoke(_wall, BindingFlags.DoNotWrapExceptions, null, args, null);
        }

        var result = targetMethod.ReturnType.IsGenericType ? targetMethod.ReturnType.GetGenericArguments()[0] : typeof(object);
        return typeof(ProcessLife).GetMethod(nameof(ProcessLife.LostAsync))!.MakeGenericMethod(result).Invoke(_life, null);
    }
}
