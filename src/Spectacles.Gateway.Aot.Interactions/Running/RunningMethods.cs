using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Interactions;

/// <summary>Counts the methods that run.</summary>
/// <param name="limit">The number of methods that can run at the same time.</param>
internal sealed class RunningMethods(int limit)
{
    private int count;

    /// <summary>Counts a call that begins.</summary>
    /// <returns>Whether it may begin.</returns>
    public bool TryBegin(InteractionMethod method)
    {
        if (Interlocked.Increment(ref count) > limit)
        {
            Interlocked.Decrement(ref count);
            return false;
        }

        InteractionMeter.Instance.Begun(method.Name, TextOf(method.Kind));
        return true;
    }

    /// <summary>Counts a call that has ended.</summary>
    public void End(InteractionMethod method, TimeSpan time, Exception? error)
    {
        Interlocked.Decrement(ref count);
        InteractionMeter.Instance.Ended(method.Name, TextOf(method.Kind), time, error);
    }

    private static string TextOf(InteractionKind kind) => kind switch
    {
        InteractionKind.Command => "command",
        InteractionKind.Autocompletion => "autocompletion",
        InteractionKind.Component => "component",
        _ => "modal",
    };
}
