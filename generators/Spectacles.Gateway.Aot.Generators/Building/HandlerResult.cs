namespace Spectacles.Gateway.Generators;

/// <summary>A spec, or none where the class cannot have one, and beside it what is wrong: two outputs that share no node.</summary>
internal sealed record HandlerResult(
    HandlerSpec? Spec, EquatableArray<RegistrationSpec> Registrations, EquatableArray<DiagnosticInfo> Diagnostics);
