using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>The model of an object that was not sent.</summary>
internal static class AbsentModel<T> where T : IGatewayModel<T>
{
    public static T Instance { get; } = Read();

    private static T Read()
    {
        var reader = new PayloadReader("{}"u8);
        return T.Read(ref reader);
    }
}
