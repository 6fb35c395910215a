using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>The use of a button or a select menu that a method has waited for. It has to be answered like any other interaction.</summary>
public sealed class Press : Interaction
{
    internal Press(InteractionCreate model, InteractionCreate.View source, InteractionFacts facts, Interaction root)
        : base(source, facts, root) =>
        Model = model;

    /// <summary>The whole interaction.</summary>
    public InteractionCreate Model { get; }

    /// <summary>The custom id of the component.</summary>
    public string CustomId => Model.Data?.CustomId ?? "";

    /// <summary>The values that were selected in a menu; empty for a button.</summary>
    public ImmutableArray<string> Values => Model.Data?.Values ?? [];
}
