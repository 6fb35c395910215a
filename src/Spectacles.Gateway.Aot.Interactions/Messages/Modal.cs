using System.Collections.Immutable;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>A window with fields that a user fills in.</summary>
/// <param name="CustomId">
/// The id by which a method with <c>[Modal]</c> is found, 1 to 100 characters. With
/// <see cref="Interaction.NextSubmissionAsync"/> it is arbitrary.
/// </param>
/// <param name="Title">The title, 1 to 45 characters.</param>
/// <remarks>https://discord.com/developers/docs/components/using-modal-components</remarks>
public sealed record Modal(string CustomId, string Title)
{
    /// <summary>
    /// The labels with their fields, and texts: 1 to 5. <see cref="Interactions.Components.Label"/> and
    /// <see cref="Interactions.Components.Text"/> create them.
    /// </summary>
    public required ImmutableArray<Component> Components { get; init; }

    internal InteractionResponseData ToAnswer() => new() { CustomId = CustomId, Title = Title, Components = Components };
}
