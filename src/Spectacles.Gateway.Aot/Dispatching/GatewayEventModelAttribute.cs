using System.ComponentModel;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>Specifies the event of a model for the source generator. Generated; not for hand-written code.</summary>
/// <param name="name">The event's name on the wire.</param>
/// <param name="deliveredBy">The intents that deliver the event, each on its own.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GatewayEventModelAttribute(string name, GatewayIntents deliveredBy) : Attribute
{
    /// <summary>The event's name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The intents that deliver the event.</summary>
    public GatewayIntents DeliveredBy { get; } = deliveredBy;
}
