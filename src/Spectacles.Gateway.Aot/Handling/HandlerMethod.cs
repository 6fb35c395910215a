using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>A method that handles an event, as described by the source generator.</summary>
/// <param name="EventName">The event's name on the wire.</param>
/// <param name="Name">The class and the method, as shown in errors: <c>PingPong.HandleAsync</c>.</param>
/// <param name="Intents">The intents that the method needs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record HandlerMethod(string EventName, string Name, GatewayIntents Intents)
{
    /// <summary>
    /// Whether a call may run for minutes, and its handler limits the calls itself. It does not count toward
    /// <see cref="ClusterOptions.MaxInFlight"/>. After <see cref="ClusterOptions.HandlerTimeout"/> it counts as finished for the stored
    /// session and is not reported. A stop waits for it as for any other call.
    /// </summary>
    public bool RunsLong { get; init; }
}
