namespace Spectacles.Gateway.Fleet;

/// <summary>The tests that every engine of a fleet has to pass.</summary>
public static class FleetContract
{
}
