namespace Spectacles.Gateway.Generators;

internal static class EquatableArrayBuilding
{
    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items) => new([.. items]);
}
