namespace Spectacles.Gateway.Generators;

/// <summary>A method that answers interactions, and how its command is registered.</summary>
/// <param name="Spec">The method.</param>
/// <param name="Place">Where its attribute is.</param>
/// <param name="Description">The description of the command; empty for other methods.</param>
/// <param name="Options">The options of the command.</param>
/// <param name="Settings">How the command is registered.</param>
internal sealed record InteractionMethodDraft(
    InteractionMethodSpec Spec,
    TextPlace Place,
    string Description,
    EquatableArray<OptionDraft> Options,
    CommandSettings Settings);
