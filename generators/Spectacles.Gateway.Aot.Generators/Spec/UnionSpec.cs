namespace Spectacles.Gateway.Generators;

/// <summary>How the members of a union are told apart.</summary>
/// <param name="WireName">The field that tells them apart.</param>
/// <param name="IsText">Whether that field is a string; a number otherwise.</param>
/// <param name="UnknownName">The class of the members that are not known.</param>
/// <param name="Members">Those that are.</param>
internal sealed record UnionSpec(string WireName, bool IsText, string UnknownName, EquatableArray<UnionMemberSpec> Members);
