namespace Spectacles.Gateway.Generators;

/// <summary>What to write for a class that answers interactions, and beside it what is wrong: two outputs that share no node.</summary>
/// <param name="Spec">What to write; null where the class cannot answer interactions.</param>
/// <param name="Commands">Its commands.</param>
/// <param name="Registrations">How the services of a host create the class, or what derives from it.</param>
/// <param name="Diagnostics">What is wrong.</param>
internal sealed record ModuleResult(
    ModuleSpec? Spec,
    EquatableArray<CommandSpec> Commands,
    EquatableArray<RegistrationSpec> Registrations,
    EquatableArray<DiagnosticInfo> Diagnostics);
