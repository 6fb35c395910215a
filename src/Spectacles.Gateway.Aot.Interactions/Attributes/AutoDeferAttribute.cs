namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Defers the answer of a method, or of all methods of a class, by itself if there is none shortly before Discord's limit of three seconds.
/// An answer after that edits the deferred one. A method that shows a modal cannot have it, because a modal must be the first answer.
/// </summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type
/// </remarks>
/// <param name="kind">How the answer is deferred.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class AutoDeferAttribute(DeferKind kind = DeferKind.Reply) : Attribute
{
    /// <summary>How the answer is deferred.</summary>
    public DeferKind Kind { get; } = kind;
}
