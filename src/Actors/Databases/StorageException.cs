namespace CmsOrchestrator.Actors.Databases;

/// <summary>The storage failed. The message names what failed and why, without any secret.</summary>
public sealed class StorageException : Exception
{
    public StorageException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public StorageException(string message)
        : base(message)
    {
    }

    public StorageException()
    {
    }
}
