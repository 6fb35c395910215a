namespace Spectacles.Gateway;

/// <content>The unfinished calls, for a stop that no longer waits.</content>
internal sealed partial class CallWindow
{
    /// <summary>Returns the calls that are past their first await, and neither finished nor abandoned.</summary>
    public HandlerCall[] Unfinished()
    {
        lock (gate)
        {
            return [.. pending.Select(call => call.Call)];
        }
    }
}
