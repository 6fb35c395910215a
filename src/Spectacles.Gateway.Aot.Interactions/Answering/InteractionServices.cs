using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>What the interactions of a cluster share.</summary>
internal sealed class InteractionServices(BotRest rest, InteractionOptions options)
{
    private int running;

    /// <summary>The REST client.</summary>
    public BotRest Rest { get; } = rest;

    /// <summary>The options.</summary>
    public InteractionOptions Options { get; } = options;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = options.TimeProvider;

    /// <summary>The waits for presses and submitted modals.</summary>
    public InteractionWaits Waits { get; } = new(options.MaxWaits);

    /// <summary>Counts a call that begins.</summary>
    /// <returns>Whether it may begin.</returns>
    public bool TryBegin(InteractionMethod method)
    {
        if (Interlocked.Increment(ref running) > Options.MaxRunning)
        {
            Interlocked.Decrement(ref running);
            return false;
        }

        InteractionMeter.Instance.Begun(method);
        return true;
    }

    /// <summary>Counts a call that has ended.</summary>
    public void End(InteractionMethod method, TimeSpan time, Exception? error)
    {
        Interlocked.Decrement(ref running);
        InteractionMeter.Instance.Ended(method, time, error);
    }
}
