namespace Spectacles.Gateway.Generators.Spec;

/// <param name="WireName">The field of the union that tells its members apart.</param>
/// <param name="PropertyName">The property of that field.</param>
/// <param name="Constant">The member's value of it, as an expression of C#.</param>
internal sealed record UnionTagSpec(string WireName, string PropertyName, string Constant);
