namespace Spectacles.Gateway.Generators;

/// <summary>A spec, and beside it what is wrong with the schema: two outputs that share no node.</summary>
internal sealed record ContractResult(ContractSpec Spec, EquatableArray<DiagnosticInfo> Diagnostics);
