using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>A submitted modal that a method has waited for. It has to be answered like any other interaction.</summary>
public sealed class Submission : Interaction
{
    internal Submission(InteractionCreate model, InteractionCreate.View source, InteractionFacts facts, Interaction root)
        : base(source, facts, root)
    {
        Model = model;
        root.Submitted(this);
    }

    /// <summary>The whole interaction.</summary>
    public InteractionCreate Model { get; }

    /// <summary>Returns what the user has entered in a text field, or selected in a radio group; null if there is nothing.</summary>
    /// <param name="customId">The custom id of the field.</param>
    public string? Value(string customId) =>
        Find(Model.Data?.Components ?? [], customId)?.Value is { Value: { } value } ? value.AsString : null;

    /// <summary>Returns what the user has selected in a menu, or the ids of uploaded files; empty if there is nothing.</summary>
    /// <param name="customId">The custom id of the field.</param>
    public ImmutableArray<string> Values(string customId) => Find(Model.Data?.Components ?? [], customId)?.Values ?? [];

    /// <summary>Returns whether the user has ticked a checkbox.</summary>
    /// <param name="customId">The custom id of the checkbox.</param>
    public bool IsChecked(string customId) => Find(Model.Data?.Components ?? [], customId)?.Value is { Value.AsBoolean: true };

    private static SubmittedComponent? Find(ImmutableArray<SubmittedComponent> components, string customId)
    {
        foreach (var component in components)
        {
            var found = component.CustomId == customId ? component
                : component.Component is { } labelled && labelled.CustomId == customId ? labelled
                : Find(component.Components, customId);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
