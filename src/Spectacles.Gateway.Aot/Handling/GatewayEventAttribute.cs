namespace Spectacles.Gateway;

/// <summary>
/// Marks a <see langword="partial"/> class, or methods of one, as the handler of a gateway event. The source generator generates the
/// dispatch.
/// </summary>
/// <remarks>
/// On a class, the method named <c>Handle</c> or <c>HandleAsync</c> is called; on a method, that method. It can have any of these
/// parameters: the event's model, its view (which allocates nothing) or <c>in Dispatch</c> (the bytes as received), <see cref="Shard"/>,
/// <see cref="CancellationToken"/>. It returns nothing, <see cref="Task"/> or <see cref="ValueTask"/>. All shards call one instance in
/// parallel, so its state must be thread-safe.
/// </remarks>
/// <param name="name">The event's name on the wire, such as <c>MESSAGE_CREATE</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class GatewayEventAttribute(string name) : Attribute
{
    /// <summary>The event's name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// Intents to request in addition to, or selected from, those that deliver the event. By default, every unprivileged intent that
    /// delivers the event is requested, and a privileged one only if no other intent delivers it. Naming some of the delivering intents
    /// restricts the handler to them. Other intents, such as <see cref="GatewayIntents.MessageContent"/>, are added.
    /// </summary>
    public GatewayIntents Intents { get; set; }
}
