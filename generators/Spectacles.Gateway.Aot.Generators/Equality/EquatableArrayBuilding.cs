namespace Spectacles.Gateway.Generators.Equality;

internal static class EquatableArrayBuilding
{
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new([.. items]);
}
