namespace Spectacles.Gateway;

/// <content>What is left when a stop waits no longer.</content>
internal sealed partial class CallWindow
{
    /// <summary>The calls that are beyond their first await, and neither finished nor given up.</summary>
    public HandlerCall[] Unfinished()
    {
        lock (gate)
        {
            return [.. pending.Select(call => call.Call)];
        }
    }
}
