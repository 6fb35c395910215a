namespace Spectacles.Gateway.Generators;

/// <param name="Value">The value of the field that tells the members apart: digits, or a text.</param>
/// <param name="Name">The member's class.</param>
internal sealed record UnionMemberSpec(string Value, string Name);
