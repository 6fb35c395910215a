namespace Spectacles.Gateway.Interactions;


/// <summary>An interaction, which a method answers.</summary>
public sealed class Interaction;
