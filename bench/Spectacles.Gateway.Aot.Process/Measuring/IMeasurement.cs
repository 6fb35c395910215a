namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Some rows that are measured together.</summary>
internal interface IMeasurement
{
    void Run(Laboratory laboratory, Figures figures);
}
