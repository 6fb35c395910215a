namespace Spectacles.Gateway.Generators;


/// <summary>What to write for a class that answers interactions, and beside it what is wrong: two outputs that share no node.</summary>
internal sealed record ModuleResult(ModuleSpec? Spec, EquatableArray<DiagnosticInfo> Diagnostics);
