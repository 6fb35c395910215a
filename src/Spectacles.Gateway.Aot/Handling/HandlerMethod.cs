using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>A method that handles an event, as described by the source generator.</summary>
/// <param name="EventName">The event's name on the wire.</param>
/// <param name="Name">The class and the method, as shown in errors: <c>PingPong.HandleAsync</c>.</param>
/// <param name="Intents">The intents that the method needs.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record HandlerMethod(string EventName, string Name, GatewayIntents Intents);
