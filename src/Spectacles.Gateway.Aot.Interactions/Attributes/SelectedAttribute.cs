namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Marks the parameter of a <see cref="ComponentAttribute"/> method that receives what the user has selected in a menu, with the types of
/// <see cref="FieldAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SelectedAttribute : Attribute;
