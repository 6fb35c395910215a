namespace Spectacles.Gateway.Generators;

/// <param name="WireName">The field of the union that tells its members apart.</param>
/// <param name="PropertyName">The property of that field.</param>
/// <param name="Constant">The member's value of it, as an expression of C#.</param>
/// <param name="Value">The same on the wire: digits, or a text.</param>
/// <param name="IsText">Whether it is a string; a number otherwise.</param>
internal sealed record UnionTagSpec(string WireName, string PropertyName, string Constant, string Value, bool IsText);
