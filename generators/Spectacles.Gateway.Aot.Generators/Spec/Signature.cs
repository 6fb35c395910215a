namespace Spectacles.Gateway.Generators.Spec;

/// <summary>A handler method as something that can be called.</summary>
internal sealed record Signature(EquatableArray<HandlerArgument> Arguments, HandlerReturn Returns)
{
    public bool TakesModel => ModelIndex >= 0;

    public int ModelIndex => Arguments.ToList().IndexOf(HandlerArgument.Model);
}
