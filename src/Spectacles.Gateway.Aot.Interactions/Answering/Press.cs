using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>The use of a button or a select menu that a method has waited for. It has to be answered like any other interaction.</summary>
public sealed class Press : Interaction
{
    internal Press(
        InteractionCreate model, InteractionCreate.View source, PressedMessage message, InteractionFacts facts, Interaction root)
        : base(source, facts, root) =>
        (Model, Message) = (model, message);

    /// <summary>The whole interaction.</summary>
    public InteractionCreate Model { get; }

    /// <summary>The message that has the component.</summary>
    internal PressedMessage Message { get; }

    /// <summary>The custom id of the component.</summary>
    public string CustomId => Model.Data?.CustomId ?? "";

    /// <summary>The values that were selected in a menu; empty for a button.</summary>
    public ImmutableArray<string> Values => Model.Data?.Values ?? [];
}
