using Spectacles.Gateway;

namespace Soak.Sabotage;

/// <summary>Closes every connection with 1000, which ends the session, so that the bot has to identify again.</summary>
internal sealed class NormalClosure : IAlteration
{
    public int Closing(int code) => (int)CloseCode.NormalClosure;
}
