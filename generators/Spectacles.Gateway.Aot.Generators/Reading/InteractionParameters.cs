namespace Spectacles.Gateway.Generators;

/// <summary>The parameters of a method that answers interactions.</summary>
/// <param name="Arguments">What each receives, in their order.</param>
/// <param name="Options">The options of the command.</param>
/// <param name="OptionParameters">The names of the options' parameters, in the order of the options.</param>
internal sealed record InteractionParameters(
    EquatableArray<InteractionArgumentSpec> Arguments, EquatableArray<OptionDraft> Options, EquatableArray<string> OptionParameters);
