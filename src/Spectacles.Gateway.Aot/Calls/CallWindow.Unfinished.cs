namespace Spectacles.Gateway;

/// <content>The unfinished calls, for a stop that no longer waits.</content>
internal sealed partial class CallWindow
{
    /// <summary>Describes the calls that are past their first await, and neither finished nor abandoned.</summary>
    public string[] Unfinished()
    {
        lock (gate)
        {
            string[] unfinished = new string[pending.Count];
            int count = 0;
            foreach (var call in pending)
            {
                unfinished[count++] = $"{call.Call.Method.Name} has not finished {call.Call.Method.EventName}";
            }

            return unfinished;
        }
    }
}
