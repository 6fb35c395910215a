namespace Spectacles.Gateway.Generators;

/// <summary>A handler method as something that can be called.</summary>
/// <param name="Arguments">What its parameters receive.</param>
/// <param name="View">The full name of the view that it takes; empty when it takes none.</param>
/// <param name="Returns">What it returns.</param>
/// <param name="Own">The parameter that only a schema of the project explains, if there is one.</param>
internal sealed record HandlerSignature(EquatableArray<HandlerArgument> Arguments, string View, HandlerReturn Returns, OwnParameter? Own)
{
    public bool TakesModel => ModelIndex >= 0;

    public int ModelIndex => Arguments.ToList().IndexOf(HandlerArgument.Model);
}
