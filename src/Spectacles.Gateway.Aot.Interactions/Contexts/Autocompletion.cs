namespace Spectacles.Gateway.Interactions;


/// <summary>An interaction that asks for suggestions while a user types.</summary>
public sealed class Autocompletion;
